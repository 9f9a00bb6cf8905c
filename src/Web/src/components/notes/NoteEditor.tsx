import { ActionIcon } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconHeading,
  IconItalic,
  IconList,
  IconListNumbers,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteEditing, type CommandName } from '../../core/notes/editor';
import classes from './NoteEditor.module.css';

const tools = [
  ['bold', IconBold],
  ['italic', IconItalic],
  ['heading', IconHeading],
  ['bullets', IconList],
  ['numbers', IconListNumbers],
  ['quote', IconBlockquote],
  ['undo', IconArrowBackUp],
  ['redo', IconArrowForwardUp],
] as const;

interface Props {
  text: string;
  label: string;
  placeholder: string;
  focused?: boolean;
  testId?: string;
  onChange: (text: string) => void;
  onBlur?: () => void;
}

/** Rich text. A chunk of its own: the room shows before it is loaded. */
export default function NoteEditor({ text, label, placeholder, focused = false, testId = 'note-text', onChange, onBlur }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const editing = useRef<NoteEditing | null>(null);
  const [active, setActive] = useState<Set<CommandName>>(new Set());
  const changed = useEffectEvent(onChange);
  const left = useEffectEvent(() => onBlur?.());
  const first = useEffectEvent(() => text);

  useEffect(() => {
    if (!place.current) return undefined;
    const editor = new NoteEditing(place.current, {
      text: first(),
      label,
      placeholder,
      testId,
      onChange: (next) => changed(next),
      onBlur: () => left(),
      onState: setActive,
    });
    editing.current = editor;
    if (focused) editor.focus();
    return () => {
      editing.current = null;
      editor.dispose();
    };
  }, [label, placeholder, testId, focused]);

  useEffect(() => editing.current?.show(text), [text]);

  return (
    <div className={classes.editor}>
      <div className={classes.tools} role="toolbar" aria-label={t('notes.formatting')}>
        {tools.map(([command, Icon]) => (
          <ActionIcon
            key={command}
            size={26}
            variant={active.has(command) ? 'light' : 'subtle'}
            color={active.has(command) ? undefined : 'gray'}
            aria-label={t(`notes.tool.${command}`)}
            title={t(`notes.tool.${command}`)}
            aria-pressed={command === 'undo' || command === 'redo' ? undefined : active.has(command)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => editing.current?.run(command)}
            data-testid={`note-tool-${command}`}
          >
            <Icon size={15} />
          </ActionIcon>
        ))}
      </div>
      <div ref={place} className={classes.text} />
    </div>
  );
}
