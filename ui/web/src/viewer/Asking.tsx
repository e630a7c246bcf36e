import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

import { words } from "@/words";

interface Props {
  heading: string;
  close: () => void;
  /** Enter in a field. */
  submit: () => void;
  children: ReactNode;
}

/** A small dialog that asks one thing. */
export function Asking({ heading, close, submit, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="asking" aria-labelledby={id} onClose={close}>
      <form className="asking-form" onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}>
        <div className="sheet-top">
          <h2 id={id} className="heading">{heading}</h2>
          <button type="button" className="icon-button" aria-label={words.viewer.close} title={words.viewer.close} onClick={() => dialog.current?.close()}>
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        {children}
      </form>
    </dialog>
  );
}
