import { isIP } from 'node:net';

/**
 * True for a web page of another site, and for one that may have got here by DNS rebinding. Programs send no Origin and pass.
 * A page passes where its own host is the one it calls; under a name that others can point at this machine, it also takes
 * keys, which such a page does not know. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
 */
export function isForeignOrigin(
  origin: string | undefined,
  host: string | undefined,
  needsKey: boolean,
): boolean {
  if (origin === undefined) return false;
  if (host === undefined || !URL.canParse(origin) || !URL.canParse(`http://${host}`)) return true;
  const caller = new URL(origin);
  // Parsed with the caller's scheme, so that a default port may be written out or not.
  if (caller.host !== new URL(`${caller.protocol}//${host}`).host) return true;
  return !needsKey && !isFixedName(caller.hostname);
}

/** A name that no DNS server resolves: an address, or this machine. */
function isFixedName(hostname: string): boolean {
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
