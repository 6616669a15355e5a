/**
 * Of the languages that we have, the one that fits the first wish that any fits, as in pt_PT and pt-BR; otherwise the
 * first one. As Languages.closest does on the server.
 */
export function closest(wishes, languages) {
  const main = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const fit = (wish) => languages.find((language) => main(language) === main(wish));
  return wishes.map(fit).find(Boolean) ?? languages[0];
}
