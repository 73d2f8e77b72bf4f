import "../testing/browser.ts";
import { afterEach, expect, test } from "@jest/globals";
import { MantineProvider, TextInput } from "@mantine/core";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Ask } from "./Ask.tsx";

afterEach(cleanup);

/** A dialog that has just been opened, and how often it has acted. */
function openAsk(field: "focused" | "plain") {
  let acts = 0;
  const onAct = () => {
    acts += 1;
  };
  render(
    <MantineProvider>
      <Ask opened onClose={() => undefined} title="Sure?" act="Do it" onAct={onAct} busy={false} error={null}>
        <TextInput label="Name" data-autofocus={field === "focused" || undefined} />
      </Ask>
    </MantineProvider>,
  );
  return { acts: () => acts };
}

test("Enter that comes before the dialog has the focus is not lost, and counts once", async () => {
  const { acts } = openAsk("focused");
  expect(document.activeElement).toBe(document.body);
  fireEvent.keyDown(document.body, { key: "Enter" });
  fireEvent.keyDown(document.body, { key: "Enter" });
  await waitFor(() => expect(acts()).toBe(1));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
  expect(acts()).toBe(1);
});

test("neither a key that is held down nor a dialog without a field to begin in acts by it", async () => {
  const held = openAsk("focused");
  fireEvent.keyDown(document.body, { key: "Enter", repeat: true });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
  expect(held.acts()).toBe(0);
  cleanup();
  const plain = openAsk("plain");
  fireEvent.keyDown(document.body, { key: "Enter" });
  await waitFor(() => expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true));
  expect(plain.acts()).toBe(0);
});

test("once it has the focus, Enter elsewhere is not the dialog's", async () => {
  const { acts } = openAsk("focused");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
  expect(fireEvent.keyDown(document.body, { key: "Enter" })).toBe(true);
  expect(acts()).toBe(0);
});
