/** Parley's mark: two speech shapes that overlap. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" className="icon" width={size} height={size} viewBox="0 0 24 24">
      <path
        fill="#F2A65A"
        d="M9.5 8h10A2.5 2.5 0 0 1 22 10.5v6a2.5 2.5 0 0 1-2.5 2.5H19v3.5L15.2 19H9.5A2.5 2.5 0 0 1 7 16.5v-6A2.5 2.5 0 0 1 9.5 8Z"
      />
      <path
        className="mark-front"
        d="M4.5 2.5h10A2.5 2.5 0 0 1 17 5v6a2.5 2.5 0 0 1-2.5 2.5H8.8L5 17v-3.5h-.5A2.5 2.5 0 0 1 2 11V5a2.5 2.5 0 0 1 2.5-2.5Z"
      />
      <path fill="#05343A" d="M9.5 8H17v3a2.5 2.5 0 0 1-2.5 2.5H7v-3A2.5 2.5 0 0 1 9.5 8Z" />
    </svg>
  );
}
