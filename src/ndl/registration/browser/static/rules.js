// The rules of single fields, never stricter than those of the server, which
// folds what is typed before it judges. Each answers whether a value may pass.

import { parseDate } from "./dates.js";
import {
  foldEmail,
  foldKana,
  foldLatin,
  foldPlain,
  foldText,
  isWritable,
} from "./folding.js";

const KANA =
  /^(?=.*[ァ-ヺ\u31f0-\u31ff])(?:[ァ-ヺヽヾー・ \u31f0-\u31ff]|(?<=[ァ-ヺ\u31f0-\u31ff])[\u3099\u309a])+$/u;
const LATIN = /^(?=.*\p{Script=Latin})[\p{Script=Latin}\p{M}'.,·/ ʻʼʾʿ-]+$/u;

export const RULES = {
  required: (text) => foldText(text) !== "" && text !== "--NOVALUE--",
  longest: (text, most) => [...text].length <= most,
  printable: isWritable,
  kana: (text) => KANA.test(foldKana(text)),
  latin: (text) => LATIN.test(foldLatin(text)),
  postal: (text) => /^\d{3}-?\d{4}$/.test(foldPlain(text).replace(/[〒〠〶 ]/g, "")),
  code: (text) => /^(?:-+|[A-Z0-9]+(?:[ -]+[A-Z0-9]+)*)$/.test(foldPlain(text).toUpperCase()),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(foldEmail(text)),
  phone: (text) => /^[^\d+]*\+?(?:\D*\d){4,20}\D*$/.test(foldPlain(text)),
  date: (text) => parseDate(text) !== "",
  earliest: (text, year) => Number(parseDate(text).slice(0, 4)) >= year,
  latest: (text, day) => parseDate(text) <= day,
  between: (text, [least, most]) => text.length >= least && [...text].length <= most,
  allowed: (text, characters) => [...text].every((one) => characters.includes(one)),
  accepted: (_text, _than, { own }) => own.checked,
  same: (text, name, { input }) => input(name).value === text,
  needed: (text, [box, other], { input }) =>
    foldText(text) !== "" || (input(box).checked && foldText(input(other).value) !== ""),
  alone: (_text, [box, other], { input }) =>
    !input(box).checked || foldText(input(other).value) === "",
  neither: (text, boxes, { input }) => Boolean(text.trim()) || boxes.some((box) => input(box)?.checked),
  both: (text, [box, unless], { input }) => !input(box).checked || Boolean(input(unless)?.checked),
  mixed: (text) => /[A-Za-z]/.test(text) && /[0-9]/.test(text),
};

// Rules that also judge an input in which nothing was entered.
const OF_NOTHING = new Set(["required", "accepted", "neither", "needed"]);

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
