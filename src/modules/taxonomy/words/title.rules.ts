import { toSimplified } from '../../../platform/search/segment.ts';
import { readPay, type SaidPay } from './pay.rules.ts';
import {
  bracketed,
  grades,
  headcount,
  numberSaid,
  offer,
  offerBefore,
  reference,
  soughtBehind,
} from './title-shapes.rules.ts';

/** A job title as written, taken apart: 「急聘CNC师傅8k-12k」 is 「CNC师傅」 and pay. */
export interface TitleReading {
  /** What work it is, without pay, offers, places, numbers and grade; 简体. */
  core: string;
  /** What stood in brackets and may say more of the work: 「普工（仪表工）」. */
  asides: string[];
  /** Yuan a month. */
  pay: SaidPay | null;
  /** Skill grade 1 (学徒工) to 8 (首席技师); never that of an office worker: 高级经理 has none. */
  grade: number | null;
  headcount: number | null;
  /** Places as written. */
  places: string[];
}

/** Where places are named in a text. */
export type FindPlaces = (text: string) => readonly { start: number; end: number; isFull: boolean }[];

const nowhere: FindPlaces = () => [];

/** Spaces of all kinds, and pictures. */
const unread = /(?:\s|\p{Cc}|\p{Extended_Pictographic}|\u200d|\ufe0f)+/gu;
/** Longer is no title; what follows is not read. */
const longest = 500;
/** A title of one character is none. */
const shortest = 2;

/** Reads a title by rule; nothing of it is guessed. */
export function readTitle(given: string, findPlaces: FindPlaces = nowhere): TitleReading {
  const even = toSimplified(given.slice(0, longest).toWellFormed().normalize('NFKC')).replace(unread, ' ');
  const { pay, rest } = readPay(even.replace(reference, ' '));
  const count = headcount.exec(rest);
  const counted = count ? `${rest.slice(0, count.index)} ${rest.slice(count.index + count[0].length)}` : rest;
  const { text: graded, grade } = takeGrade(counted.trim());
  const asides: string[] = [];
  const places: string[] = [];
  const open = graded.replace(bracketed, (_whole, inside: string) => {
    asides.push(inside);
    return ' ';
  });
  const outside = takePlaces(open, findPlaces, places);
  const inside = asides.map((aside) => trimmed(takePlaces(aside, findPlaces, places).replace(offer, ' ')));
  const core = coreOf(outside);
  const said = inside.filter((aside) => aside.length >= shortest);
  return {
    // 高级技师(钳工) says the work in brackets alone.
    core: core.length >= shortest ? core : (said[0] ?? trimmed(even)),
    asides: said,
    pay,
    grade,
    headcount: count ? numberSaid(count[1] ?? count[2] ?? count[3] ?? '') || null : null,
    places,
  };
}

function coreOf(text: string): string {
  const called = trimmed(text).replace(offerBefore, '');
  const sought = called.replace(soughtBehind, '');
  const plain = trimmed((sought.length >= shortest ? sought : called).replace(offer, ' ').replace(/[!！~]+/g, ' '));
  return plain.replace(offerBefore, '');
}

function takeGrade(text: string): { text: string; grade: number | null } {
  for (const [words, grade] of grades) {
    const found = words.exec(text);
    if (!found) continue;
    const left = `${text.slice(0, found.index)}${text.slice(found.index + found[0].length)}`;
    // 「高级工」 alone names the grade and no work.
    return { text: trimmed(left).length >= shortest ? left : text, grade };
  }
  return { text, grade: null };
}

/** 「上海菜厨师」 cooks so anywhere. */
const ofPlace = /^(?:菜|话|料理|小吃)/;

/** Takes places from the ends of a text: inside they may belong to the work, as 「上海菜厨师」. */
function takePlaces(text: string, findPlaces: FindPlaces, places: string[]): string {
  let left = text;
  for (const { start, end } of [...findPlaces(text)].reverse()) {
    const [before, after] = [text.slice(0, start), text.slice(end)];
    const isAtEnd = trimmed(before) === '' || trimmed(after) === '' || /[\s\-—_/|]$/.test(before);
    if (!isAtEnd || ofPlace.test(after)) continue;
    places.unshift(text.slice(start, end));
    left = `${left.slice(0, start)} ${left.slice(end)}`;
  }
  return left;
}

/** .NET keeps its dot, C++ its plus signs. */
const edges = /^(?:[\s\-—_+/|,，。;；:：、*·&…]|\.(?![a-z]))+|(?:[\s\-—_/|,，.。;；:：、*·&…]|(?<![a-z+])\+)+$/gi;
/** What is left between offers that were taken out. */
const emptied = /(?:\s*(?:[/|,，、-]|(?<![a-z+])\+))+(?=\s*[/|,，、+-])/gi;

function trimmed(text: string): string {
  return text.replace(emptied, '').replace(edges, '').replace(/\s+/g, ' ').trim();
}
