import { isIPv4 } from 'node:net';

/** Whether a host name or address can only mean this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  host === '[::1]' ||
  (isIPv4(host) && host.startsWith('127.'));

/**
 * Whether a `Host` header names this machine.
 *
 * Without access control whoever reaches the port is admin. A web page whose name was made to lead to 127.0.0.1
 * reaches it too, from the browser of somebody on this machine; it gives itself away by its name here.
 */
export function isLoopbackAuthority(authority: string): boolean {
  return isLoopback(authority.replace(/:\d{1,5}$/, '').toLowerCase());
}
