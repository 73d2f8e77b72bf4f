import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { SettingsView } from "../../server/wire/settings.ts";
import { Trouble } from "../account/Trouble.tsx";
import { Icon } from "../look/Icon.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useMe } from "../session/me.ts";
import { type SettingsForm, useSettings, useSettingsForm } from "./use-settings-form.ts";

interface SettingsPageProps {
  readonly title: string;
  /** One sentence on what it is for. */
  readonly about?: ReactNode;
  /** Beside the title. */
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

/** What every page of the settings stands in. */
export function SettingsPage({ title, about, act, children }: SettingsPageProps) {
  const { site } = useMe();
  return (
    <div className="page settings-page">
      <title>{`${title} · ${site.name}`}</title>
      <header className="page-head">
        <h1>{title}</h1>
        {act}
      </header>
      {about !== undefined && <p className="settings-about">{about}</p>}
      {children}
    </div>
  );
}

interface WithFormProps {
  readonly children: (form: SettingsForm) => ReactNode;
}

/** Settings to change, with the button that saves them. */
export function WithForm({ children }: WithFormProps) {
  const found = useSettings();
  if (found.data) return <Form view={found.data}>{children}</Form>;
  if (found.isError)
    return (
      <Failure what="The settings did not load." error={found.error} onRetry={() => void found.refetch()} />
    );
  return <Loading what="the settings" rows={4} height={64} />;
}

function Form({ view, children }: WithFormProps & { readonly view: SettingsView }) {
  const form = useSettingsForm(view);
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      {children(form)}
      <Trouble error={form.trouble} />
      <div className="settings-save">
        <Button type="submit" loading={form.busy} disabled={!form.changed}>
          Save
        </Button>
        {form.changed && (
          <Button variant="subtle" onClick={form.forget}>
            Forget the changes
          </Button>
        )}
        <p role="status" className="settings-saved">
          {form.saved && (
            <>
              <Icon name="check" /> Saved. It counts from now on.
            </>
          )}
        </p>
      </div>
    </form>
  );
}
