import { CopyButton } from './CopyButton';

/** Something to copy, as it is to be typed. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className="code">
      <pre tabIndex={0} role="region" aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
