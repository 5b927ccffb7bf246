export function TicketSettings() {
  return null;
}
