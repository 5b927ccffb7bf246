import { IconLink, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { DeleteWord } from '@/components/DeleteWord';
import { ErrorState } from '@/components/ErrorState';
import { IconButton } from '@/components/IconButton';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import type { Item } from '@/lib/api';
import { useRead } from '@/lib/query';
import { PersonDialog } from './PersonDialog';
import classes from './Settings.module.css';
import { SettingsSection } from './SettingsSection';
import { SignInLinkDialog } from './SignInLinkDialog';
import { TeamDialog } from './TeamDialog';

export type User = Item<'users.list'>;
export type Team = Item<'teams.list'>;

/** Everybody who works here, and the teams they are in. */
export function PeopleSettings() {
  const { t } = useTranslation('settings');
  const users = useRead('users.list', {});
  const [person, setPerson] = useState<User | 'new'>();
  const [linkFor, setLinkFor] = useState<User>();
  return (
    <Page>
      <PageHeader
        title={t('page.people')}
        actions={
          <Button variant="filled" icon={IconPlus} onClick={() => setPerson('new')}>
            {t('people.add')}
          </Button>
        }
      />
      <PageBody padded>
        <div className={classes.column}>
          {users.error && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
          {!users.data && !users.error && <Skeleton rows={4} height={48} />}
          {users.data && (
            <SettingsSection title={t('people.title')} text={t('people.text')}>
              <ul className={classes.list}>
                {users.data.items.map((user) => (
                  <li key={user.id} className={classes.row}>
                    <Avatar name={user.name} size={28} decorative />
                    <div className={classes.rowText}>
                      <p dir="auto" className={user.active ? undefined : classes.off}>
                        {user.name}
                      </p>
                      {user.email && <p className={classes.sub}>{user.email}</p>}
                    </div>
                    {!user.active && <Chip>{t('people.off')}</Chip>}
                    <Chip>{t(`common:role.${user.role}`)}</Chip>
                    {user.active && (
                      <IconButton
                        icon={IconLink}
                        label={t('people.linkFor', { name: user.name })}
                        onClick={() => setLinkFor(user)}
                      />
                    )}
                    <IconButton
                      icon={IconPencil}
                      label={t('people.edit', { name: user.name })}
                      onClick={() => setPerson(user)}
                    />
                  </li>
                ))}
              </ul>
            </SettingsSection>
          )}
          {users.data && <Teams users={users.data.items} />}
        </div>
      </PageBody>
      {person && <PersonDialog user={person} onClose={() => setPerson(undefined)} />}
      {linkFor && <SignInLinkDialog user={linkFor} onClose={() => setLinkFor(undefined)} />}
    </Page>
  );
}

function Teams({ users }: { users: readonly User[] }) {
  const { t } = useTranslation('settings');
  const teams = useRead('teams.list', {});
  const [open, setOpen] = useState<Team | 'new'>();
  const [going, setGoing] = useState<Team>();
  const nameOf = (id: number) => users.find((user) => user.id === id)?.name;
  return (
    <SettingsSection
      title={t('teams.title')}
      text={t('teams.text')}
      action={
        <Button compact icon={IconPlus} onClick={() => setOpen('new')}>
          {t('teams.add')}
        </Button>
      }
    >
      {teams.error && <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data?.items.length === 0 && <p className={classes.help}>{t('teams.none')}</p>}
      {teams.data && teams.data.items.length > 0 && (
        <ul className={classes.list}>
          {teams.data.items.map((team) => (
            <li key={team.id} className={classes.row}>
              <div className={classes.rowText}>
                <p dir="auto">{team.name}</p>
                <p className={classes.sub} dir="auto">
                  {team.member_ids.length === 0
                    ? t('teams.nobody')
                    : team.member_ids
                        .map(nameOf)
                        .filter((name) => name !== undefined)
                        .join(', ')}
                </p>
              </div>
              <IconButton
                icon={IconPencil}
                label={t('teams.edit', { name: team.name })}
                onClick={() => setOpen(team)}
              />
              <IconButton
                icon={IconTrash}
                label={t('common:deleteWord.of', { name: team.name })}
                onClick={() => setGoing(team)}
              />
            </li>
          ))}
        </ul>
      )}
      {open && <TeamDialog team={open} users={users} onClose={() => setOpen(undefined)} />}
      {going && (
        <DeleteWord type="team" word={going} choices={teams.data?.items ?? []} onClose={() => setGoing(undefined)} />
      )}
    </SettingsSection>
  );
}
