export function watchLag(name: string) {
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    if (now - last > 25)
      console.error(`LAG ${name} ${((Date.now() / 1000) % 100).toFixed(3)} ${Math.round(now - last)}ms`);
    last = now;
  }, 2);
}
