// The worker of the staff app: a desk opens without a network. It keeps the frame and the files of the app, and nothing that
// the API ever said.
const CACHE = `munica-${VERSION}`;
const FRAME = "/admin/visitas/puerta";
// A line that is there but takes longer than this is none for whoever stands at a door.
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([FRAME, ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("munica-") && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const kept = (what) => caches.open(CACHE).then((cache) => cache.match(what, { ignoreVary: true }));

const frame = (request) =>
  fetch(request, { signal: AbortSignal.timeout(PATIENCE) }).catch(() =>
    kept(FRAME).then((found) => found || Response.error()),
  );

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(frame(request));
  } else if (FILES.includes(pathname)) {
    // Their names change with their content: what is kept is right.
    event.respondWith(kept(pathname).then((found) => found || fetch(request)));
  }
});
