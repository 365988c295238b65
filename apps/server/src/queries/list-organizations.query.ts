import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { OrganizationAnswer, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Organizations by code. */
export class ListOrganizations extends Query<Page<OrganizationAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListOrganizations)
export class ListOrganizationsHandler implements IQueryHandler<ListOrganizations> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListOrganizations): Promise<Page<OrganizationAnswer>> {
    return this.readModels.organizations(query.page);
  }
}
