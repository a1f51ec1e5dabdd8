import { expect, test } from 'vitest';
import { linked, newClient, nextAppointments } from '@/lib/practice';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;
const room = { site: 'meet', room: 'abc-defg-hij' };
const clients = [linked(newClient('a', 'A-1', NOW), room), newClient('b', 'B-2', NOW)];
const booked = (uid: string, hours: number, change: object = {}) => ({
  uid,
  meeting: null,
  at: NOW + hours * HOUR,
  cancelled: false,
  ...change,
});

test('the next appointment of each client is the first ahead that takes place', () => {
  const next = nextAppointments(
    [
      booked('x', 5, { meeting: room }),
      booked('x', 3, { meeting: room }),
      booked('x', 1, { meeting: room, cancelled: true }),
      booked('x', -1, { meeting: room }),
      booked('y', 2),
      booked('nobody', 1),
    ],
    clients,
    { y: 'b' },
    NOW,
  );
  expect([...next]).toEqual([
    ['a', NOW + 3 * HOUR],
    ['b', NOW + 2 * HOUR],
  ]);
});
