/** The name of the file with the texts of a playbook in another language. It stands beside the playbook. */
export function textsFileName(playbook: string, language: string): string {
  return `${playbook}.${language}.yml`;
}

/** The playbook and the language in the name of a file of texts, with or without folders; undefined for other files. */
export function namedByTextsFile(
  file: string,
): { readonly playbook: string; readonly language: string } | undefined {
  const [, playbook, language] = /(?:^|[\\/])([^./\\]+)\.([^./\\]+)\.yml$/.exec(file) ?? [];
  return playbook === undefined || language === undefined ? undefined : { playbook, language };
}
