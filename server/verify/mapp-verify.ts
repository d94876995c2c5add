/** The command itself; everything it does is in verify-command.ts. */
import { verifyCommand } from './verify-command.ts';

// Node 20 calls Ed25519 in WebCrypto experimental, and says so in the middle of an answer.
process.removeAllListeners('warning');
const { out, error, code } = await verifyCommand(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = code;
