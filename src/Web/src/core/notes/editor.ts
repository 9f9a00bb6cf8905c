import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, smartQuotes, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, type Node, type Schema } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { EditorState, type Command, type Plugin } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { parseNote, schema, writeNote } from './richText';

type NodeName = typeof schema extends Schema<infer N> ? N : never;
type MarkName = typeof schema extends Schema<string, infer M> ? M : never;

const type = (name: NodeName) => schema.nodes[name];
const mark = (name: MarkName) => schema.marks[name];

const hardBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(type('hard_break').create()).scrollIntoView());
  return true;
});

const toggleHeading: Command = (state, dispatch, view) =>
  state.selection.$from.parent.type === type('heading')
    ? setBlockType(type('paragraph'))(state, dispatch, view)
    : setBlockType(type('heading'), { level: 3 })(state, dispatch, view);

/** The toolbar's commands. */
export const commands = {
  bold: toggleMark(mark('strong')),
  italic: toggleMark(mark('em')),
  heading: toggleHeading,
  bullets: chainCommands(wrapInList(type('bullet_list')), liftListItem(type('list_item'))),
  numbers: chainCommands(wrapInList(type('ordered_list')), liftListItem(type('list_item'))),
  quote: chainCommands(wrapIn(type('blockquote')), lift),
  undo,
  redo,
} satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

/** An empty line under each heading that has none, to be clicked into: an outline is filled in. Unused ones are not stored. */
function withRoom(doc: Node): Node {
  const blocks: Node[] = [];
  doc.forEach((block, _, i) => {
    blocks.push(block);
    const next = doc.maybeChild(i + 1);
    if (block.type === type('heading') && (!next || next.type === type('heading'))) blocks.push(type('paragraph').create());
  });
  return doc.copy(Fragment.from(blocks));
}

function plugins(): Plugin[] {
  return [
    history(),
    inputRules({
      rules: [
        ...smartQuotes,
        textblockTypeInputRule(/^(#{1,4})\s$/, type('heading'), { level: 3 }),
        wrappingInputRule(/^\s*([-*])\s$/, type('bullet_list')),
        wrappingInputRule(/^(\d{1,3})\.\s$/, type('ordered_list'), (match) => ({ order: Number(match[1]) })),
        wrappingInputRule(/^\s*>\s$/, type('blockquote')),
      ],
    }),
    keymap({
      'Mod-z': undo,
      'Mod-y': redo,
      'Shift-Mod-z': redo,
      'Mod-b': commands.bold,
      'Mod-i': commands.italic,
      Enter: splitListItem(type('list_item')),
      'Shift-Enter': hardBreak,
      'Mod-]': sinkListItem(type('list_item')),
      'Mod-[': liftListItem(type('list_item')),
    }),
    keymap(baseKeymap),
  ];
}

export interface EditorOptions {
  text: string;
  label: string;
  placeholder: string;
  testId: string;
  onChange: (text: string) => void;
  onBlur: () => void;
  /** Told after every change of text or selection, for the toolbar's pressed states. */
  onState: (active: Set<CommandName>) => void;
}

/** A note being written: a ProseMirror view that speaks Markdown. */
export class NoteEditing {
  private readonly view: EditorView;
  private text: string;

  constructor(place: HTMLElement, options: EditorOptions) {
    this.text = options.text;
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: withRoom(parseNote(options.text)), plugins: plugins() }),
      attributes: () => ({
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': options.label,
        'data-testid': options.testId,
        'data-placeholder': options.placeholder,
        'data-empty': String(this.isEmpty),
      }),
      handleDOMEvents: {
        blur: () => {
          options.onBlur();
        },
      },
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        if (transaction.docChanged && !transaction.getMeta('outside')) {
          this.text = writeNote(this.view.state.doc);
          options.onChange(this.text);
        }
        options.onState(this.active());
      },
    });
  }

  /** Takes in text that came from elsewhere (a merge), touching only what differs, so that the cursor stays where it is. */
  show(text: string): void {
    if (text === this.text) return;
    this.text = text;
    const { state } = this.view;
    const next = parseNote(text);
    const from = state.doc.content.findDiffStart(next.content);
    const to = state.doc.content.findDiffEnd(next.content);
    if (from === null || !to) return;
    const overlap = Math.max(0, from - Math.min(to.a, to.b));
    this.view.dispatch(state.tr.replace(from, to.a + overlap, next.slice(from, to.b + overlap)).setMeta('outside', true));
  }

  run(command: CommandName): void {
    commands[command](this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  dispose(): void {
    this.view.destroy();
  }

  private get isEmpty(): boolean {
    const doc = (this.view as EditorView | undefined)?.state.doc;
    return doc ? doc.childCount === 1 && doc.firstChild?.isTextblock === true && doc.content.size <= 2 : this.text === '';
  }

  private active(): Set<CommandName> {
    const { selection, storedMarks } = this.view.state;
    const { $from } = selection;
    const here = storedMarks ?? $from.marks();
    const active = new Set<CommandName>();
    if (mark('strong').isInSet(here)) active.add('bold');
    if (mark('em').isInSet(here)) active.add('italic');
    if ($from.parent.type === type('heading')) active.add('heading');
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const { name } = $from.node(depth).type;
      if (name === 'bullet_list') active.add('bullets');
      if (name === 'ordered_list') active.add('numbers');
      if (name === 'blockquote') active.add('quote');
    }
    return active;
  }
}
