import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";

import { chosenLetters } from "@/frame/shortcuts";
import { words } from "@/words";

const say = words.viewing.sheet;

/** All shortcuts by place. Last in the document, as whatever lies over everything is: keys are the last dialog's. */
export function ShortcutSheet({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return createPortal(
    <dialog ref={dialog} className="sheet" aria-labelledby="sheet-name" onClose={close}>
      <div className="sheet-top">
        <h2 id="sheet-name" className="heading">{say.heading}</h2>
        <button type="button" className="icon-button" aria-label={words.viewer.close} title={words.viewer.close} onClick={() => dialog.current?.close()}>
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <p className="quiet">{say.letters[chosenLetters()]}</p>
      <div className="sheet-groups">
        {say.groups.map(({ place, rows }) => (
          <section key={place} className="sheet-group">
            <h3 className="sheet-place">{place}</h3>
            <dl>
              {rows.map(({ keys, does }) => (
                <div key={does} className="sheet-row">
                  <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>,
    document.body,
  );
}
