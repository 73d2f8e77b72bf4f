import { Button } from "@mantine/core";
import { useState } from "react";
import type { LeadView } from "../../server/wire/rep.ts";
import type { SteerQuestion, WireSteering } from "../../server/wire/steer.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { sentence, valueInWords } from "../look/words.ts";
import { EditDialog } from "./EditDialog.tsx";

interface FactsProps {
  readonly lead: LeadView;
  /** The conversation, where the person may write answers down. */
  readonly conversation: string | undefined;
  readonly steering: WireSteering | undefined;
}

/** Where an answer came from, when the visitor was not asked for it. */
const sourceWords = { told: "told unasked", given: "from the site" } as const;

/** What is known, where it came from, and a way to put it right. */
export function Facts({ lead, conversation, steering }: FactsProps) {
  const { answers } = lead;
  const [editing, setEditing] = useState(false);
  const questions = steering ? [...steering.known, ...steering.missing].filter(isEditable) : [];
  return (
    <section className="lead-part" aria-label="Facts">
      <header>
        <h3>Facts</h3>
        {conversation !== undefined && questions.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="pencil" size={14} />}
            onClick={() => setEditing(true)}
          >
            Edit
          </Button>
        )}
      </header>
      {answers.length === 0 ? (
        <p className="meta">Nothing is known yet.</p>
      ) : (
        <dl className="facts">
          {answers.map(({ name, called, value, source, edited }) => (
            <div key={name}>
              <dt>{sentence(called)}</dt>
              <dd dir="auto">{valueInWords(value)}</dd>
              {edited ? (
                <dd className="meta">
                  by {edited.by}, <Moment at={edited.at} />
                </dd>
              ) : (
                source !== "asked" && <dd className="meta">{sourceWords[source]}</dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {conversation !== undefined && editing && (
        <EditDialog
          conversation={conversation}
          questions={questions}
          answers={answers}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}

function isEditable({ editable }: SteerQuestion): boolean {
  return editable;
}
