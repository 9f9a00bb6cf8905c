import type { Node } from 'prosemirror-model';
import { createElement, Fragment, useMemo, type ReactNode } from 'react';
import { parseNote } from '../../core/notes/richText';

const tags: Record<string, string> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bullet_list: 'ul',
  ordered_list: 'ol',
  list_item: 'li',
  hard_break: 'br',
};

/** A note to read: elements made from its parsed text, never HTML. Load it lazily. */
export default function NoteBody({ text }: { text: string }) {
  const doc = useMemo(() => parseNote(text), [text]);
  return <div className="note-text">{children(doc)}</div>;
}

function children(node: Node): ReactNode[] {
  const elements: ReactNode[] = [];
  node.forEach((child, _, i) => elements.push(<Fragment key={i}>{element(child)}</Fragment>));
  return elements;
}

function element(node: Node): ReactNode {
  if (node.isText) {
    return node.marks.reduce<ReactNode>((inner, { type }) => createElement(type.name, null, inner), node.text);
  }
  if (node.type.name === 'heading') return createElement(`h${String(node.attrs.level)}`, null, ...children(node));
  if (node.type.name === 'ordered_list') return <ol start={Number(node.attrs.order)}>{children(node)}</ol>;
  return node.isLeaf ? <br /> : createElement(tags[node.type.name] ?? 'p', null, ...children(node));
}
