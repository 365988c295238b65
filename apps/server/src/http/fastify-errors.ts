import { type Problem, problem } from '../problem/problem.ts';

interface FastifyFault {
  readonly code: string;
  readonly statusCode?: number;
  readonly message: string;
}

const BY_CODE: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    problem(
      'UNSUPPORTED_MEDIA_TYPE',
      'a body is taken as application/json, and many commands also as application/x-ndjson',
      { path: 'Content-Type' },
    ),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    problem('TOO_LARGE', 'the body is larger than is taken here', { path: 'body' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    problem('VALIDATION_FAILED', 'the body is not as long as Content-Length says', {
      path: 'Content-Length',
    }),
  FST_ERR_BAD_URL: () =>
    problem('VALIDATION_FAILED', 'the path is not percent-encoded UTF-8', { path: 'path' }),
  FST_ERR_MAX_PARAM_LENGTH: () =>
    problem('VALIDATION_FAILED', 'a part of the path is longer than any name can be', { path: 'path' }),
};

/** The problem behind an error of Fastify or Node that is the request's fault; nothing for any other error. */
export function problemOfFastify(error: unknown): Problem | undefined {
  if (!isFault(error)) return undefined;
  const known = BY_CODE[error.code];
  if (known !== undefined) return known();
  const { statusCode = 500, message } = error;
  return statusCode >= 400 && statusCode < 500 ? problem('VALIDATION_FAILED', message) : undefined;
}

const isFault = (error: unknown): error is FastifyFault =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
