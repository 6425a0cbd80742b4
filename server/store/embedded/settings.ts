/** Settings of the server, given on its command line: a newer program changes them without editing the cluster's files. */
import { totalmem } from 'node:os';

/** Every durability on. `sharedBuffers` in bytes: a quarter of the memory by default, at most 512 MB. */
export function serverSettings(
  socketDirectory: string,
  sharedBuffers = defaultSharedBuffers(),
): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: '400',
    shared_buffers: `${Math.max(16, Math.floor(sharedBuffers / 2 ** 20))}MB`,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    // Statements are short: compiling one costs more than running it.
    jit: 'off',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
    // Statements that fail hold values of people: they are logged by us, by name.
    log_min_error_statement: 'panic',
    log_line_prefix: '%m [%p] ',
  };
}

/** For tests: nothing outlives the machine, everything is fast. */
export const volatileSettings: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  deadlock_timeout: '50ms',
};

function defaultSharedBuffers(): number {
  return Math.min(totalmem() / 4, 512 * 2 ** 20);
}
