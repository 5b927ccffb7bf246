import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowMerge,
  IconBolt,
  IconCircleCheck,
  IconFlag,
  IconInfoCircle,
  IconPencil,
  IconTag,
  IconTicket,
  IconUserCheck,
} from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EventLine, MessageBlock, NoteBlock } from '@/components/Conversation';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { formatClock, formatExact } from '@/lib/time';
import { AttachmentLink } from './AttachmentLink';
import classes from './TicketConversation.module.css';

type Entry = Item<'tickets.conversation'>;
type Message = Extract<Entry, { type: 'message' }>;
type Happening = Extract<Entry, { type: 'event' }>;

/** One message, note or event line. */
export function EntryBlock({ entry }: { entry: Entry }) {
  return entry.type === 'message' ? <MessageEntry message={entry} /> : <Happened event={entry} />;
}

function MessageEntry({ message }: { message: Message }) {
  const { t } = useTranslation('tickets');
  const files =
    message.attachments.length > 0
      ? message.attachments.map((file) => <AttachmentLink key={file.id} file={file} />)
      : undefined;
  const time = <Clock ms={message.at_ms} />;
  const text = <MessageText html={message.html} />;
  if (message.kind === 'note') {
    return (
      <NoteBlock author={message.author_name} label={t('common:composer.onlyTeam')} time={time} attachments={files}>
        {text}
      </NoteBlock>
    );
  }
  const ours = message.side === 'agent';
  return (
    <MessageBlock
      author={message.author_name}
      channel={ours ? t(`channel.ours.${message.channel}`) : t(`channel.theirs.${message.channel}`)}
      time={time}
      ours={ours}
      attachments={files}
    >
      {text}
    </MessageBlock>
  );
}

/** Links of messages lead out of the window. */
function followOutside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  window.open(link.href, '_blank', 'noopener,noreferrer');
}

function MessageText({ html }: { html: string }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only catches clicks on the links inside, which have keys of their own.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link arrives here as a click.
    <div
      className={classes.text}
      onClick={followOutside}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the backend renders it and lets no raw HTML through.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

function Clock({ ms }: { ms: number }) {
  const { zone, locale } = useBusiness();
  const place = { zone, locale };
  return (
    <Tooltip label={formatExact(ms, place)}>
      <time dateTime={new Date(ms).toISOString()}>{formatClock(ms, place)}</time>
    </Tooltip>
  );
}

const ICONS: readonly (readonly [RegExp, Icon])[] = [
  [/merge/, IconArrowMerge],
  [/tag/, IconTag],
  [/assign|team/, IconUserCheck],
  [/solve|status|close|reopen/, IconCircleCheck],
  [/priority/, IconFlag],
  [/creat/, IconTicket],
  [/subject|chang|updat/, IconPencil],
];

function iconOf({ kind, actor_kind }: Happening): Icon {
  if (actor_kind === 'workflow') return IconBolt;
  return ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? IconInfoCircle;
}

/** The sentence begins with who or which rule did it; that part stands out. */
function Happened({ event }: { event: Happening }) {
  const who = [`Rule ${event.actor_name}`, event.actor_name].find((name) => name && event.text.startsWith(name)) ?? '';
  return (
    <EventLine icon={iconOf(event)} time={<Clock ms={event.at_ms} />}>
      {who && <b dir="auto">{who}</b>}
      {event.text.slice(who.length)}
    </EventLine>
  );
}
