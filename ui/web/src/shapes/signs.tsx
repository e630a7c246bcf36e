/** The three signs of a player, filled: outlines of them look hollow at the size of text. */

function Sign({ path }: { path: string }) {
  return (
    <svg className="sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

const BAR = "v10a.8.8 0 0 1-.8.8h-.9a.8.8 0 0 1-.8-.8V2a.8.8 0 0 1 .8-.8h.9a.8.8 0 0 1 .8.8Z";

export const PauseSign = () => <Sign path={`M5.6 2${BAR}M10.9 2${BAR}`} />;
export const PlaySign = () => <Sign path="M3.2 2.2v9.6a.8.8 0 0 0 1.23.67l7.5-4.8a.8.8 0 0 0 0-1.34l-7.5-4.8a.8.8 0 0 0-1.23.67Z" />;
export const StopSign = () => <Sign path="M3.3 2.1h7.4a1.2 1.2 0 0 1 1.2 1.2v7.4a1.2 1.2 0 0 1-1.2 1.2H3.3a1.2 1.2 0 0 1-1.2-1.2V3.3a1.2 1.2 0 0 1 1.2-1.2Z" />;
