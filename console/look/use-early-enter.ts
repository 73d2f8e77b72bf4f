import { type RefObject, useEffect, useRef } from "react";

/**
 * Enter pressed in the moment before a dialog has taken the focus: it is meant for the dialog, and would be lost on what
 * stood there before. It does what it does in the field that gets the focus; where no such field is, it does nothing.
 *
 * @returns a ref for the dialog's form.
 */
export function useEarlyEnter(opened: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => (opened ? listen(() => form.current) : undefined), [opened]);
  return form;
}

/** @returns a function that ends it. */
function listen(form: () => HTMLFormElement | null): () => void {
  let frame = -1;
  let pressed = false;
  // A form that is not drawn yet is asked again with the next picture.
  const submit = () => {
    const there = form();
    if (!there) frame = requestAnimationFrame(submit);
    else if (there.querySelector("input[data-autofocus]")) there.requestSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || hasModifier(event)) return;
    event.preventDefault();
    event.stopPropagation();
    // A key that is held down has opened the dialog, and asks for nothing more.
    if (event.repeat || pressed) return;
    pressed = true;
    submit();
  };
  const stop = () => {
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("focusin", onFocusIn);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    const dialog = form()?.closest('[role="dialog"]');
    if (target instanceof Node && dialog?.contains(target) === true) stop();
  };
  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("focusin", onFocusIn);
  return () => {
    cancelAnimationFrame(frame);
    stop();
  };
}

function hasModifier({ ctrlKey, altKey, metaKey, shiftKey, isComposing }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey || shiftKey || isComposing;
}
