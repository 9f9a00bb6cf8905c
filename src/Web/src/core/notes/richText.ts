import MarkdownIt from 'markdown-it';
import { MarkdownParser, MarkdownSerializer } from 'prosemirror-markdown';
import { Schema, type Node } from 'prosemirror-model';

/**
 * What a note can hold. No links, pictures or HTML: a note is read by many programs over many years, and nothing in it may load or run
 * anything. Stored as CommonMark (infra/adr/0013).
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      attrs: { level: { default: 3 } },
      content: 'inline*',
      group: 'block',
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(4, Math.max(3, level)) } })),
      toDOM: (node) => [`h${String(node.attrs.level)}`, 0],
    },
    blockquote: {
      content: 'block+',
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    ordered_list: {
      attrs: { order: { default: 1 } },
      content: 'list_item+',
      group: 'block',
      parseDOM: [{ tag: 'ol' }],
      toDOM: () => ['ol', 0],
    },
    list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    text: { group: 'inline' },
    hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  },
  marks: {
    em: { parseDOM: [{ tag: 'i' }, { tag: 'em' }], toDOM: () => ['em', 0] },
    strong: { parseDOM: [{ tag: 'b' }, { tag: 'strong' }], toDOM: () => ['strong', 0] },
  },
});

const tokenizer = new MarkdownIt('commonmark', { html: false }).disable([
  'autolink',
  'backticks',
  'code',
  'entity',
  'fence',
  'hr',
  'html_block',
  'html_inline',
  'image',
  'lheading',
  'link',
  'reference',
]);

const parser = new MarkdownParser(schema, tokenizer, {
  paragraph: { block: 'paragraph' },
  heading: { block: 'heading', getAttrs: (token) => ({ level: Math.min(4, Math.max(3, Number(token.tag.slice(1)))) }) },
  blockquote: { block: 'blockquote' },
  bullet_list: { block: 'bullet_list' },
  ordered_list: { block: 'ordered_list', getAttrs: (token) => ({ order: Number(token.attrGet('start') ?? 1) }) },
  list_item: { block: 'list_item' },
  hardbreak: { node: 'hard_break' },
  em: { mark: 'em' },
  strong: { mark: 'strong' },
});

const serializer = new MarkdownSerializer(
  {
    paragraph(state, node) {
      state.renderInline(node);
      state.closeBlock(node);
    },
    heading(state, node) {
      state.write(`${'#'.repeat(Number(node.attrs.level))} `);
      state.renderInline(node, false);
      state.closeBlock(node);
    },
    blockquote: (state, node) => state.wrapBlock('> ', null, node, () => state.renderContent(node)),
    bullet_list: (state, node) => state.renderList(node, '  ', () => '* '),
    ordered_list(state, node) {
      const start = Number(node.attrs.order);
      const width = String(start + node.childCount - 1).length + 2;
      state.renderList(node, ' '.repeat(width), (i) => `${String(start + i)}. `.padEnd(width));
    },
    list_item: (state, node) => state.renderContent(node),
    text: (state, node) => state.text(node.text ?? ''),
    hard_break: (state) => state.write('\\\n'),
  },
  {
    em: { open: '*', close: '*', mixable: true, expelEnclosingWhitespace: true },
    strong: { open: '**', close: '**', mixable: true, expelEnclosingWhitespace: true },
  },
);

/** A document to edit or show. Any text is one. */
export function parseNote(markdown: string): Node {
  const doc = parser.parse(markdown);
  return doc.childCount > 0 ? doc : schema.node('doc', null, [schema.node('paragraph')]);
}

/** The document as it is stored. */
export const writeNote = (doc: Node): string => serializer.serialize(doc, { tightLists: true });
