import { type ComponentType, lazy, Suspense, useEffect, useMemo } from 'react';
import { Heading } from '../../design/heading.tsx';
import { type Room, useOffice } from './room.ts';
import { Link, useGo, useWhere } from './router.tsx';
import { useStanding } from './standing.ts';
import { useFrameWords } from './words.ts';

const loaded = new WeakMap<Room, ComponentType>();

function componentOf(room: Room): ComponentType {
  const known = loaded.get(room) ?? lazy(room.load);
  loaded.set(room, known);
  return known;
}

/** The room the address names, among those whoever stands here may enter; the first of them at the start. */
export function Rooms() {
  const { rooms } = useOffice();
  const standing = useStanding();
  const { room: path } = useWhere();
  const { language, t } = useFrameWords();
  const go = useGo();
  const open = useMemo(() => rooms.filter(room => room.may(standing)), [rooms, standing]);
  const room = open.find(each => each.path === path);
  const first = open[0]?.path;
  const home = path === '' && first !== undefined;
  useEffect(() => {
    if (home) go(first, { replace: true });
  });
  const { name } = useOffice();
  const title = room?.name[language];
  useEffect(() => {
    document.title = title === undefined ? t(name) : `${title} — ${t(name)}`;
  }, [title, t, name]);
  if (home) return null;
  if (room === undefined) return <Missing />;
  const Inside = componentOf(room);
  return (
    <Suspense fallback={null}>
      <Inside />
    </Suspense>
  );
}

function Missing() {
  const { t } = useFrameWords();
  return (
    <div className="room stack">
      <Heading>{t('missing.title')}</Heading>
      <p>
        <Link to="">{t('missing.act')}</Link>
      </p>
    </div>
  );
}
