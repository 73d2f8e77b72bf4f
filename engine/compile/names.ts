/** State of a section's opening. A colon is in no section's name, so no name can hit another state or a prototype. */
export function sectionState(name: string): string {
  return `${name}:`;
}

export function endStateOf(outcome: string): string {
  return `§end/${outcome}`;
}

/** The state in which a talk rests that has come to this end. */
export function endRestOf(outcome: string): string {
  return `${endStateOf(outcome)}:rest`;
}

/** The state in which a question is put again so that its answer can be changed. */
export function changeStateOf(question: string): string {
  return `change:${question}`;
}
