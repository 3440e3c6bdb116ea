// What people type, folded as the server folds it (folding.py): one function for
// each kind of input. A test compares both over one table of characters.

const BLANKS = /[\p{White_Space}\u2800]+/gu;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+/gu;
const UNSEEN_IN_TEXT =
  /(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]|(?<=[\u0600-\u109f\u1780-\u18af])[\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
const DASHES =
  /(?![\u301c\u3030])\p{Pd}|[\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u2796ーｰ]/gu;
const DASHES_BETWEEN_DIGITS = /(?<=[0-9])[一ㅡ](?=[0-9])/gu;
const DASHES_IN_ADDRESSES = /(?![\u301c\u3030])\p{Pd}|[\u2212\u2500]|(?<=[A-Za-z0-9])[ーｰ]/gu;
const HALF_KANA = /[\u30a1-\u30fa]?[\uff61-\uff9f]+/gu;
const MARKED_KANA = /[\u30a1-\u30fe][\u3099\u309a]/gu;

const widen = (text) => text.normalize("NFKC");
const narrow = (text) =>
  text.replace(/[\uff01-\uff5e]/gu, (c) => String.fromCodePoint(c.codePointAt(0) - 0xfee0));
const spaced = (text) => text.replace(BLANKS, " ");
const trimmed = (text) => spaced(text).replace(/^ | $/g, "");

// Digits of a script stand in tens, one after the other.
function digit(character) {
  const code = character.codePointAt(0);
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) {
    first -= 1;
  }
  return String((code - first) % 10);
}

export const foldText = (text) =>
  trimmed(spaced(text).replace(UNSEEN_IN_TEXT, "").replace(HALF_KANA, widen));

export const isWritable = (text) => !/[\p{Co}\p{Cs}]/u.test(text);

export function foldPlain(text) {
  const seen = narrow(spaced(text).replace(INVISIBLE, ""));
  const digits = seen.replace(/\p{Nd}/gu, digit).replace(DASHES, "-");
  return trimmed(digits.replace(DASHES_BETWEEN_DIGITS, "-"));
}

export const foldCode = (text) => foldPlain(text).replace(/[ -]/g, "");

export const foldUserId = (text) => foldCode(text).toUpperCase();

export const foldLogin = (text) => trimmed(spaced(text).replace(INVISIBLE, ""));

export const foldEmail = (text) =>
  narrow(foldLogin(text)).replace(/[。｡]/g, ".").replace(DASHES_IN_ADDRESSES, "-");

export function foldKana(text) {
  const marked = foldText(text).replace(/゛/g, "\u3099").replace(/゜/g, "\u309a");
  const kana = marked.replace(/[ぁ-ゖゝゞ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  const plain = kana.replace(DASHES, "ー").replace(/[·•‧]/g, "・");
  return plain.replace(MARKED_KANA, widen);
}

export const foldLatin = (text) =>
  narrow(foldText(text)).replace(/[`´‘’′]/g, "'").replace(DASHES, "-");
