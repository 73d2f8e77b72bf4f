import { useWords } from "../words/words.ts";

export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
}

interface SuggestProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  /** Index of the one that Enter takes. */
  readonly at: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** What may be put in at the cursor. The text field keeps the focus and names the chosen one. */
export function Suggest({ id, suggestions, at, onTake }: SuggestProps) {
  const say = useWords();
  if (suggestions.length === 0) return null;
  return (
    <div role="listbox" id={id} aria-label={say("compose.suggest")} className="suggest">
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's, which has the focus
        <div
          key={suggestion.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="suggestion"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <b dir="auto">{suggestion.title}</b>
          {suggestion.text !== undefined && <span dir="auto">{suggestion.text}</span>}
        </div>
      ))}
    </div>
  );
}
