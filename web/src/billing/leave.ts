/** True for an address that one may be sent to in order to pay: with TLS, or on this machine. */
export function isPayPlace(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname));
  } catch {
    return false;
  }
}

/** Goes to a page of the payment service. */
export function leaveFor(address: string) {
  if (!isPayPlace(address)) {
    throw new Error('The service named no page to pay at');
  }
  window.location.assign(address);
}
