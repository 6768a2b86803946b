/** A sheet of fanfold paper. */
export function Logo() {
  return (
    <svg className="logo" viewBox="6 5 20 25" aria-hidden="true">
      <path d="M7 9 16 6v20l-9 3z" fill="#c8f169" />
      <path d="M16 6l9 3v20l-9-3z" fill="#7fb83a" />
    </svg>
  );
}
