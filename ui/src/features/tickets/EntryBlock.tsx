import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconAddressBook,
  IconArrowMerge,
  IconBolt,
  IconCategory,
  IconCircleCheck,
  IconFileOff,
  IconFlag,
  IconInfoCircle,
  IconMessageOff,
  IconPencil,
  IconRestore,
  IconTag,
  IconTicket,
  IconTrash,
  IconUserCheck,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Fragment, type MouseEvent } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { EventLine, MessageBlock, NoteBlock } from '@/components/Conversation';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { formatClock, formatExact } from '@/lib/time';
import { AttachmentLink } from './AttachmentLink';
import classes from './TicketConversation.module.css';

type Entry = Item<'tickets.conversation'>;
type Message = Extract<Entry, { type: 'message' }>;
type Happening = Extract<Entry, { type: 'event' }>;
type Line = Happening['lines'][number];

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

const ICONS: Readonly<Record<Line['kind'], Icon>> = {
  created: IconTicket,
  status: IconCircleCheck,
  assignee: IconUserCheck,
  team: IconUsersGroup,
  priority: IconFlag,
  category: IconCategory,
  customer: IconAddressBook,
  subject: IconPencil,
  tag_added: IconTag,
  tag_removed: IconTag,
  message_removed: IconMessageOff,
  file_removed: IconFileOff,
  merged: IconArrowMerge,
  trashed: IconTrash,
  restored: IconRestore,
};

/** "Maren Alder assigned it to Tom Finch"; a rule shows its bolt. */
function Happened({ event }: { event: Happening }) {
  const { t } = useTranslation('tickets');
  const ruled = event.actor_kind === 'workflow';
  const shape = ruled ? IconBolt : (ICONS[event.lines[0]?.kind ?? 'created'] ?? IconInfoCircle);
  return (
    <EventLine icon={shape} time={<Clock ms={event.at_ms} />}>
      <b dir="auto">{ruled ? t('event.rule', { name: event.actor_name }) : event.actor_name}</b>
      {event.lines.map((line, i) => (
        <Fragment key={`${line.kind} ${line.after_label ?? line.before_label ?? ''}`}>
          {i === 0 ? ' ' : ', '}
          <LineText line={line} />
        </Fragment>
      ))}
    </EventLine>
  );
}

const bold = { b: <b dir="auto" /> };
/** Changes of a field: their sentence depends on which sides there are. */
const FIELDS = new Set<Line['kind']>(['status', 'team', 'priority', 'category', 'customer', 'subject', 'assignee']);

function LineText({ line }: { line: Line }) {
  const { t } = useTranslation('tickets');
  const before = line.before_label ?? '';
  const after = line.after_label ?? '';
  const values = { before, after };
  if (!FIELDS.has(line.kind)) {
    return <Trans t={t} i18nKey={`event.${line.kind}`} values={values} components={bold} />;
  }
  const form = after === '' ? 'removed' : before === '' || line.kind === 'assignee' ? 'set' : 'changed';
  return <Trans t={t} i18nKey={`event.${line.kind}.${form}`} values={values} components={bold} />;
}
