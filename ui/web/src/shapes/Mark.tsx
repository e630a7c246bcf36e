/** Holdfast's mark: the grip by which kelp holds its rock. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 1.8v6.4m0 0c0 3.2-5.6 2.6-7 8m7-8c0 3.2 5.6 2.6 7 8m-7-8v4.6" />
      <path className="mark-rock" d="M7.4 18.4c.5-2.5 2.2-3.9 4.6-3.9s4.1 1.4 4.6 3.9c.4 2-.7 3.4-2.5 3.4H9.9c-1.8 0-2.9-1.4-2.5-3.4Z" />
    </svg>
  );
}
