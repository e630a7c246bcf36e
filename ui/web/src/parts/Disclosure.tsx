import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

interface Props {
  summary: ReactNode;
  children: () => ReactNode;
  className?: string;
  onOpen?: () => void;
  /** The summary is the heading of a section. */
  heading?: boolean;
}

/** Something more, one click away. What is inside is made when it is opened. */
export function Disclosure({ summary, children, className = "", onOpen, heading = false }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const toggle = () => {
    if (!open) onOpen?.();
    setOpen(!open);
  };
  const button = (
    <button type="button" className="disclosure-button" aria-expanded={open} aria-controls={id} onClick={toggle}>
      <ChevronRight className="disclosure-sign" size={16} aria-hidden="true" />
      {summary}
    </button>
  );
  return (
    <div className={`disclosure ${className}`} data-open={open}>
      {heading ? <h2 className="disclosure-heading">{button}</h2> : button}
      <div id={id} className="disclosure-content" hidden={!open}>
        {open ? children() : null}
      </div>
    </div>
  );
}
