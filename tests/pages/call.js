// A pretend call that behaves as real ones do: letter shortcuts that never ask where the focus is, a keyup
// handler that cancels everything, hold-space-to-talk, a toolbar, and with ?rtc two real WebRTC peers.
const wanted = new URLSearchParams(location.search);

/** As it was before any extension had a chance. */
window.isolatedAtLoad = window.crossOriginIsolated;

/** Every key or input event that this page can see, wherever it listens. */
window.seen = [];
for (const [name, target] of [
  ['window', window],
  ['document', document],
])
  for (const type of [
    'keydown',
    'keypress',
    'keyup',
    'beforeinput',
    'input',
    'compositionstart',
    'compositionend',
    'paste',
  ])
    for (const capture of [true, false])
      target.addEventListener(
        type,
        (event) =>
          window.seen.push(
            `${name} ${capture ? 'capture' : 'bubble'} ${type} ${event.key ?? event.data ?? ''}`,
          ),
        capture,
      );

window.muted = false;
window.camera = true;
window.talking = false;
const mic = document.querySelector('#mic');
const label = () => {
  mic.textContent = window.muted ? 'Microphone off' : 'Microphone on';
  document.querySelector('#camera').textContent = window.camera ? 'Camera on' : 'Camera off';
};
mic.addEventListener('click', () => {
  window.muted = !window.muted;
  label();
});
document.querySelector('#camera').addEventListener('click', () => {
  window.camera = !window.camera;
  label();
});
document.addEventListener('keydown', ({ key, target }) => {
  if (target.id === 'chat') return;
  if (key === 'm' || key === 'd') window.muted = !window.muted;
  if (key === 'v' || key === 'e') window.camera = !window.camera;
  if (key === ' ' && document.activeElement === document.body) window.talking = true;
  label();
});
document.addEventListener('keyup', (event) => {
  if (event.key === ' ') window.talking = false;
  event.preventDefault();
});
// What is shown in its place: the lobby before the call, and who has left after it. On one address all the while.
const marks = document.createElement('div');
document.body.append(marks);
function show(name) {
  marks.replaceChildren();
  const made = document.createElement('div');
  if (name === 'lobby') {
    made.setAttribute('jscontroller', 'dyDNGc');
    const join = document.createElement('button');
    join.id = 'join';
    join.type = 'button';
    join.textContent = 'Join now';
    join.addEventListener('click', () => {
      show('call');
      void call();
    });
    made.append(join);
  }
  if (name === 'call') {
    made.className = 'google-symbols';
    made.textContent = 'call_end';
  }
  if (name === 'left') made.dataset.callEnded = 'true';
  marks.append(made);
}
document.querySelector('#leave').addEventListener('click', () => {
  document.querySelector('#stage').replaceChildren();
  for (const peer of window.peers ?? []) peer.close();
  show('left');
});

/**
 * Milliseconds between two pictures. A gallery moves as it does in a real call, for measurements. Other pages have
 * just enough to see that the call goes on: a machine without graphics draws each picture in software.
 */
const PACE = wanted.has('tiles') || wanted.has('camera') ? 50 : wanted.has('rtc') ? 200 : 1_000;

// A drawn picture where there is no camera.
function drawnPicture(shade) {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  let frame = 0;
  const draw = () => {
    frame += 1;
    context.fillStyle = shade;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = '#ffffff33';
    context.beginPath();
    context.arc(320, 170 + Math.sin(frame / 30) * 6, 80, 0, 2 * Math.PI);
    context.fill();
  };
  draw();
  setInterval(draw, PACE);
  return canvas.captureStream(1_000 / PACE);
}

async function cameraPicture() {
  if (!wanted.has('camera')) return drawnPicture('#4a5a68');
  try {
    return await navigator.mediaDevices.getUserMedia({ video: true });
  } catch {
    return drawnPicture('#4a5a68');
  }
}

async function call() {
  const mine = await cameraPicture();
  document.querySelector('#self').srcObject = mine;
  const other = document.querySelector('#other');
  if (!wanted.has('rtc')) {
    other.srcObject = drawnPicture('#5b6b78');
    return;
  }
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate ?? undefined);
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate ?? undefined);
  here.ontrack = ({ streams }) => {
    other.srcObject = streams[0] ?? null;
  };
  const theirs = drawnPicture('#5b6b78');
  for (const track of theirs.getTracks()) there.addTrack(track, theirs);
  for (const track of mine.getTracks()) here.addTrack(track, mine);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  window.peers = [here, there];
}
/** A full gallery: so many pictures, each of which moves. */
function gallery(count) {
  const stage = document.querySelector('#stage');
  stage.style.gridTemplateColumns = `repeat(${Math.ceil(Math.sqrt(count))}, 1fr)`;
  for (let at = stage.children.length; at < count; at += 1) {
    const tile = document.createElement('video');
    tile.autoplay = true;
    tile.muted = true;
    tile.srcObject = drawnPicture(`hsl(${at * 14} 20% 40%)`);
    stage.append(tile);
  }
}

/**
 * As much live data as an application of this kind keeps, in megabytes, and what it does with it: who speaks, how loud, how
 * the line is, each second. A page with nothing in it would make anything look large.
 */
function application(megabytes) {
  const entry = (at) => ({ at, level: Math.random(), name: `entry ${at} ${Math.random()}` });
  window.kept = Array.from({ length: megabytes * 8_500 }, (_, at) => entry(at));
  let turn = 0;
  setInterval(async () => {
    for (let count = window.kept.length / 50; count > 0; count -= 1) {
      turn = (turn + 1) % window.kept.length;
      window.kept[turn] = entry(turn);
    }
    for (const peer of window.peers ?? []) window.stats = [...(await peer.getStats()).values()];
  }, 1_000);
}
if (wanted.has('application')) application(Number(wanted.get('application')));
if (wanted.has('tiles')) gallery(Number(wanted.get('tiles')));
if (wanted.has('lobby')) show('lobby');
else void call();

// Presenting: a screen goes to the other peer, as it would to a client, and what arrives there is looked at.
window.presented = [];
window.presentProblem = '';
/** Of each picture that arrived: how many of its pixels are light within a box of the page, but for another box. */
window.watchReceived = (box, except) => {
  window.lightOfFrames = [];
  window.looking = { box, except };
};
document.querySelector('#present').addEventListener('click', async () => {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: true,
      selfBrowserSurface: 'include',
    });
    window.presented.push(stream);
    const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
    here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate ?? undefined);
    there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate ?? undefined);
    there.ontrack = ({ track }) => lookAt(track);
    for (const track of stream.getTracks()) here.addTrack(track, stream);
    await here.setLocalDescription();
    await there.setRemoteDescription(here.localDescription);
    await there.setLocalDescription();
    await here.setRemoteDescription(there.localDescription);
    window.presenting = [here, there];
  } catch (error) {
    window.presentProblem = String(error);
  }
});

async function lookAt(track) {
  if (!window.MediaStreamTrackProcessor || !window.looking) return;
  const { box, except } = window.looking;
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const canvas = new OffscreenCanvas(innerWidth, innerHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    frame.close();
    const { data } = context.getImageData(box.x, box.y, box.width, box.height);
    let light = 0;
    for (let at = 0; at < data.length; at += 4) {
      const x = box.x + ((at / 4) % box.width);
      const y = box.y + Math.floor(at / 4 / box.width);
      const out =
        x >= except.x &&
        x < except.x + except.width &&
        y >= except.y &&
        y < except.y + except.height;
      if (!out && data[at] > 200 && data[at + 1] > 200 && data[at + 2] > 200) light += 1;
    }
    window.lightOfFrames.push(light);
  }
}
