/** Why something did not work, where it was asked for; nothing while all is well. */
export function ErrorLine({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className="error" role="alert">
      {text}
    </p>
  );
}
