import { useState } from 'preact/hooks';
import type { SiteAccess, SiteState } from '@/lib/sites';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useKept } from '../unsaved';

/** The host that a site is known by, such as zoom.us; empty where it is the site's name. */
function hostOf({ name, patterns: [pattern = ''] }: SiteAccess): string {
  const host = pattern.replace(/^https:\/\/(?:\*\.)?/, '').replace(/\/\*$/, '');
  return host === name ? '' : host;
}

/** The call sites where Perch runs. Each is added and removed by itself. */
export function Sites({
  sites,
  everywhere,
  onUse,
  onStop,
  accessTo,
}: {
  /**
   * Every known or added site, and whether Perch may run there. Null until the browser has
   * answered.
   */
  sites: readonly SiteState[] | null;
  /** Whether the browser lets Perch run on all sites. */
  everywhere: boolean;
  /** Asks the browser for permission. Resolves with whether it was given. */
  onUse(site: SiteAccess): Promise<boolean>;
  onStop(site: SiteAccess): Promise<void>;
  /** The site of an address, or null if it has none. */
  accessTo(address: string): SiteAccess | null;
}) {
  const text = useText();
  const [address, setAddress] = useKept('site', '');
  const [said, setSaid] = useState('');
  const use = async (site: SiteAccess) => {
    const given = await onUse(site).catch(() => false);
    setSaid(text(given ? 'sites_used' : 'sites_refused', site.name));
    return given;
  };
  const add = async () => {
    const written = address.trim();
    const site = accessTo(/^\w+:/.test(written) ? written : `https://${written}`);
    if (!site) return setSaid(text('sites_noAddress'));
    if (await use(site)) setAddress('');
  };
  const near = sites?.filter(({ builtIn, allowed }) => builtIn || allowed) ?? [];
  const far = sites?.filter((site) => !near.includes(site)) ?? [];
  const line = (site: SiteState) => (
    <li key={site.patterns.join()} class="set-row">
      <span class="set-words">
        <span>{site.name}</span>
        <span class="set-what">{hostOf(site)}</span>
      </span>
      <span class="set-control">
        {near.includes(site) && (
          <span class="dim">{text(site.allowed ? 'sites_on' : 'sites_off')}</span>
        )}
        {!site.allowed && (
          <button
            type="button"
            class="secondary"
            aria-label={text('sites_use', site.name)}
            onClick={() => void use(site)}
          >
            {text('sites_useShort')}
          </button>
        )}
        {site.allowed && !site.builtIn && (
          <button
            type="button"
            class="secondary"
            aria-label={text('sites_stop', site.name)}
            onClick={() => void onStop(site).then(() => setSaid(text('sites_stopped', site.name)))}
          >
            {text('sites_stopShort')}
          </button>
        )}
      </span>
    </li>
  );
  return (
    <div class="sites">
      {everywhere && <Notice kind="note">{text('sites_everywhere')}</Notice>}
      <ul class="set-rows">{near.map(line)}</ul>
      {far.length > 0 && (
        <details>
          <summary>{text('sites_more')}</summary>
          <ul class="set-rows">{far.map(line)}</ul>
        </details>
      )}
      <PrivateForm class="site-add" onSubmit={() => void add()}>
        <label class="field">
          <span>{text('sites_address')}</span>
          <input
            type="text"
            inputMode="url"
            {...PRIVATE_FIELD}
            value={address}
            onInput={({ currentTarget: { value } }) => setAddress(value)}
          />
        </label>
        <button type="submit" class="secondary">
          {text('sites_add')}
        </button>
      </PrivateForm>
      <p role="status">{said}</p>
    </div>
  );
}
