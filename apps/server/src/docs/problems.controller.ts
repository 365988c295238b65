import { Controller, Get, Param, Query } from '@nestjs/common';
import { isProblemCode, PROBLEMS, type ProblemCode } from '../problem/codes.ts';
import { problemType } from '../problem/problem.ts';
import { notFound } from '../problem/problem-error.ts';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';

interface Explanation {
  readonly type: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
}

/** What a problem's `type` leads to: the codes explained. */
@Controller('problems')
export class ProblemsController {
  @Get()
  list(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): {
    items: readonly Explanation[];
    next: null;
  } {
    return { items: (Object.keys(PROBLEMS) as ProblemCode[]).map(explain), next: null };
  }

  @Get(':code')
  one(@Param('code') code: string, @Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): Explanation {
    if (!isProblemCode(code)) {
      throw notFound('NOT_FOUND', 'there is no such code; /problems has all of them', { path: 'code' });
    }
    return explain(code);
  }
}

const explain = (code: ProblemCode): Explanation => ({ type: problemType(code), code, ...PROBLEMS[code] });
