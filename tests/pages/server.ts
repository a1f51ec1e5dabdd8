import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import path from 'node:path';
import { generate } from 'selfsigned';

/** Headers that call sites send, or might: each a profile that the panel has to live with. */
export const PROFILES = {
  plain: {},
  coepRequireCorp: {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  },
  coepCredentialless: {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'credentialless',
  },
  embedderAlone: { 'cross-origin-embedder-policy': 'require-corp' },
  isolation: { 'document-isolation-policy': 'isolate-and-require-corp' },
  isolationCredentialless: { 'document-isolation-policy': 'isolate-and-credentialless' },
  strictCsp: {
    'content-security-policy':
      "default-src 'none'; script-src 'nonce-call'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  },
  everything: {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy': 'clipboard-write=(), display-capture=()',
    'content-security-policy':
      "default-src 'none'; script-src 'nonce-call'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  },
} as const satisfies Record<string, Record<string, string>>;

export type Profile = keyof typeof PROFILES;

/**
 * Local pages that answer for the addresses of call sites, inside a browser that uses the proxy.
 */
export interface CallPages {
  readonly proxyPort: number;
  /** SHA-256 of the certificate's public key, base64, for Chromium's list of keys to accept. */
  readonly certificate: string;
  /** Every host that was asked for so far, oldest first. */
  readonly asked: readonly string[];
  /** Every path that was served so far, with its host. */
  readonly served: readonly string[];
  close(): Promise<void>;
}

const HOSTS = [
  'meet.google.com',
  'app.zoom.us',
  'us02web.zoom.us',
  'zoom.us',
  'agency.zoomgov.com',
  'us02web.zoom.com.cn',
  'elsewhere.example',
  'teams.microsoft.com',
  'clinic.webex.com',
  'meet.jit.si',
  'whereby.com',
  'doxy.me',
  'video.simplepractice.com',
  'room.vsee.com',
  'telehealth.kareo.com',
  'app.chime.aws',
  'meet.goto.com',
  'rooms.example',
] as const;

const folder = import.meta.dirname;

/**
 * Serves the pages over TLS behind a forward proxy. The proxy reaches this server and nothing else,
 * and writes down every host that a browser asks it for.
 */
export async function serveCallPages(): Promise<CallPages> {
  const pems = await generate([{ name: 'commonName', value: 'call pages' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'subjectAltName', altNames: HOSTS.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  const served: string[] = [];
  const pages = createHttps({ key: pems.private, cert: pems.cert }, (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    served.push(`${url.hostname}${url.pathname}`);
    const profile = PROFILES[(url.searchParams.get('headers') ?? 'plain') as Profile] ?? {};
    const send = (type: string, body: string) => {
      response.writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'cross-origin',
        ...profile,
      });
      response.end(body);
    };
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
    if (url.pathname === '/call.js') return send('text/javascript', read('call.js'));
    if (url.pathname === '/favicon.ico') {
      response.writeHead(204);
      return response.end();
    }
    // Zoom's shell holds the meeting in an inner frame while its own address names no meeting.
    if (url.pathname === '/wc/home') return send('text/html', read('shell.html'));
    if (url.hostname === 'elsewhere.example') return send('text/html', read('elsewhere.html'));
    return send('text/html', read('call.html'));
  });
  await new Promise<void>((ready) => {
    pages.listen(0, '127.0.0.1', ready);
  });
  const { port } = pages.address() as AddressInfo;

  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createProxy((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://unknown').hostname);
    response.writeHead(502);
    response.end();
  });
  proxy.on('connect', (request, client: Socket) => {
    const host = request.url?.split(':')[0] ?? '';
    asked.push(host);
    client.on('error', () => {});
    if (!HOSTS.includes(host as (typeof HOSTS)[number])) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.pipe(client);
      client.pipe(server);
    });
    server.on('error', () => client.destroy());
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((ready) => {
    proxy.listen(0, '127.0.0.1', ready);
  });

  const publicKey = new X509Certificate(pems.cert).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  return {
    proxyPort: (proxy.address() as AddressInfo).port,
    certificate: createHash('sha256').update(publicKey).digest('base64'),
    asked,
    served,
    async close() {
      for (const socket of sockets) socket.destroy();
      pages.closeAllConnections();
      await Promise.all([
        new Promise((done) => {
          pages.close(done);
        }),
        new Promise((done) => {
          proxy.close(done);
        }),
      ]);
    },
  };
}
