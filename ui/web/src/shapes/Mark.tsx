/** Holdfast's mark: the grip by which kelp holds its stone. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 2v5C12 11 4.4 10.5 4.4 17c0 1.6.5 3 1.3 4.2M12 7c0 4 7.6 3.5 7.6 10 0 1.6-.5 3-1.3 4.2" />
      <circle className="brand-stone" cx="12" cy="17" r="4.5" />
    </svg>
  );
}
