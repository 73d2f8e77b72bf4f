import type { Bell } from "./alerts.ts";

const TONES = [
  { hertz: 660, from: 0 },
  { hertz: 880, from: 0.18 },
] as const;
const TONE_SECONDS = 0.16;

/** This browser's notifications, and two short tones made on the spot: no file has to be loaded. */
export const browserBell: Bell = {
  permission: () => (typeof Notification === "undefined" ? "missing" : Notification.permission),
  ask: async () => (typeof Notification === "undefined" ? "denied" : await Notification.requestPermission()),
  show: (title, options, open) => {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      open();
      shown.close();
    };
  },
  ring: () => {
    if (typeof AudioContext === "undefined") return;
    const audio = new AudioContext();
    for (const { hertz, from } of TONES) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.value = 0.08;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + from);
      tone.stop(audio.currentTime + from + TONE_SECONDS);
      tone.onended = () => {
        if (hertz === TONES[1].hertz) audio.close().catch(() => undefined);
      };
    }
  },
  kept: {
    getItem: (key) => window.localStorage.getItem(key),
    setItem: (key, value) => window.localStorage.setItem(key, value),
    removeItem: (key) => window.localStorage.removeItem(key),
  },
};
