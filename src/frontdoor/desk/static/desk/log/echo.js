// Paints the words of the line that look like signs, and puts a pad's word in the place of one of its kind.

const SIGNS = /(?<person>(?<=\bfor )\S+)|(?<via>(?<=^|\s)@\w+)|(?<time>(?<=^|\s)\d+(?:m|h|h\d+)(?=\s|$))|(?<done>(?<=^|\s)#\w+)|(?<cat>(?<=^|\s)[~>]\S+)/giu;

const KINDS = [/(?<=^|\s)@\w+/u, /(?<=^|\s)\d+m(?=\s|$)/u, /(?<=^|\s)#\w+/u];

export const paint = (echo, text) => {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(SIGNS)) {
    const mark = document.createElement("mark");
    mark.dataset.kind = Object.entries(found.groups).find(([, word]) => word)[0];
    mark.textContent = found[0];
    parts.push(text.slice(at, found.index), mark);
    at = found.index + found[0].length;
  }
  echo.replaceChildren(...parts, text.slice(at));
};

export const swapWord = (text, word) => {
  const kind = KINDS.find((like) => like.test(word));
  return kind.test(text) ? text.replace(kind, word) : `${text.trimEnd()} ${word} `.trimStart();
};
