import { clientOf } from '../../session';
import { done, type Handlers, refused, remember } from '../handler';
import { awayUntil, memoryOf } from '../state';
import { showCall } from '../tabs';

/** Commands about panels, tabs and the desk. */
export const TAB_COMMANDS: Handlers<
  | 'mask'
  | 'lock'
  | 'openDesk'
  | 'claimTab'
  | 'showTab'
  | 'awayDone'
  | 'hidden'
  | 'moving'
  | 'typedCode'
> = {
  mask: {
    needs: 'nothing',
    // `setMasked` and `relock` show every panel themselves.
    shows: 'nobody',
    async run({ setMasked, state }, { masked }) {
      await setMasked(masked);
      return done(state);
    },
  },
  lock: {
    needs: 'nothing',
    shows: 'nobody',
    async run({ parts, relock }) {
      await parts.lock();
      return done(await relock());
    },
  },
  openDesk: {
    needs: 'nothing',
    shows: 'nobody',
    async run({ parts, state }, { page }) {
      const client = state.session && clientOf(state.session.events);
      // Without a client, or while the notes are locked, it opens where it begins.
      const measures = client && state.lock !== 'locked' ? `clients/${client}/measures` : undefined;
      await parts.openDesk(page === 'measures' ? measures : page);
      return done(state);
    },
  },
  claimTab: {
    needs: 'session',
    shows: 'everyone',
    async run(context) {
      const memory = memoryOf(context.state, context.session.id);
      const away = awayUntil(memory.away, context.now);
      return done(await remember(context, { ...memory, tabId: context.panel.tabId, away }));
    },
  },
  showTab: {
    needs: 'session',
    shows: 'everyone',
    async run(context) {
      const { parts, state } = context;
      return (await showCall(parts, state)) ? done(state) : refused(context, 'tabGone');
    },
  },
  awayDone: {
    needs: 'session',
    shows: 'everyone',
    run: async (context) =>
      done(await remember(context, { ...memoryOf(context.state, context.session.id), away: null })),
  },
  typedCode: {
    needs: 'nothing',
    // A form that is drawn again begins with it.
    shows: 'asker',
    async run(context, { code }) {
      if (context.state.lock === 'locked') return refused(context, 'lockedNow');
      context.keepCode(code);
      return done(context.state);
    },
  },
  hidden: {
    needs: 'nothing',
    shows: 'nobody',
    byItself: true,
    async run({ setHidden, state }, { hidden }) {
      setHidden(hidden);
      return done(state);
    },
  },
  moving: {
    needs: 'nothing',
    shows: 'nobody',
    byItself: true,
    async run({ setMoving, state }, { scrolled }) {
      if (state.session) setMoving(state.session.id, scrolled);
      return done(state);
    },
  },
};
