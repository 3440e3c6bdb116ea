// The rules of single fields, never stricter than those of the server, which
// folds what is typed before it judges. Each answers whether a value may pass.

const fold = (text) => text.normalize("NFKC").trim();
const plain = (text) => fold(text).replace(/[‐‑‒–—−─﹘﹣－ー]/g, "-");

const ROMAJI =
  /^(?:([kgsztdhbpmrcjf])(?=\1)|t(?=ch)|m(?=[bmp])|nn|n'|n(?![aiueoy])|-| |(?:[kgsztdnhbpmr]y|sh|ch|ts|jy|[kgsztdnhbpmyrwjf])?[aiueo])+$/;
const KANA = /^(?=.*[ァ-ヺぁ-ゖ])[ァ-ヺヽヾぁ-ゖゝゞ・\s\u3099\u309a゛゜-]+$/u;
const LATIN = /^(?=.*\p{Script=Latin})[\p{Script=Latin}\p{M}'`´‘’′.,·/\sʻʼʾʿ-]+$/u;
const UNFIT = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

export const RULES = {
  required: (text) => text.trim() !== "" && text !== "--NOVALUE--",
  longest: (text, most) => [...text].length <= most,
  printable: (text) => !UNFIT.test(text),
  lines: (text) => !UNFIT.test(text.replace(/[\r\n]/g, "")),
  kana: (text) => KANA.test(plain(text)) || ROMAJI.test(plain(text).toLowerCase()),
  latin: (text) => LATIN.test(plain(text)),
  postal: (text) => fold(text).replace(/\D/g, "").length === 7,
  code: (text) => /^(?:-+|[A-Z0-9]+(?:[ -]+[A-Z0-9]+)*)$/.test(plain(text).toUpperCase()),
  email: (text) => /^[^\s@]+@[^\s@]+[.。．｡][^\s@]+$/u.test(fold(text)),
  phone: (text) => /^[^\d+]*\+?(?:\D*\d){4,20}\D*$/.test(plain(text)),
  date: (text) => /^\d{4}(?:[-/.]|年)\d{1,2}(?:[-/.]|月)\d{1,2}日?$/.test(fold(text)),
  earliest: (text, year) => Number(fold(text).slice(0, 4)) >= year,
  latest: (text, day) => !/^\d{4}-\d\d-\d\d$/.test(text) || text <= day,
  between: (text, [least, most]) => text.length >= least && [...text].length <= most,
  allowed: (text, characters) => [...text].every((one) => characters.includes(one)),
  accepted: (_text, _than, { own }) => own.checked,
  same: (text, name, { input }) => input(name).value === text,
  neither: (text, boxes, { input }) => Boolean(text.trim()) || boxes.some((box) => input(box)?.checked),
  both: (text, [box, unless], { input }) => !input(box).checked || Boolean(input(unless)?.checked),
  mixed: (text) => /[A-Za-z]/.test(text) && /[0-9]/.test(text),
};

// Rules that also judge an input in which nothing was entered.
const OF_NOTHING = new Set(["required", "accepted", "neither"]);

// The first rule that an input breaks; `input` finds another input by name.
export function broken(checks, own, input) {
  const text = own.type === "checkbox" ? "" : own.value;
  const context = { own, input };
  return checks.find(
    ({ rule, than }) =>
      rule in RULES &&
      (text.trim() || OF_NOTHING.has(rule)) &&
      !RULES[rule](text, than, context),
  );
}
