/**
 * Of the languages that we have, the one that fits the first wish that any fits, as in pt_PT and pt-BR; otherwise the
 * first one. As Languages.closest does on the server.
 */
export function closest(wishes, languages) {
  const main = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  for (const wish of wishes) {
    const fitting = languages.find((language) => main(language) === main(wish));
    if (fitting) return fitting;
  }
  return languages[0];
}
