import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import type { AuditService } from './audit.service.ts';
import { AuditArgs, AuditPage } from './audit.types.ts';

@Resolver()
export class AuditResolver {
  private readonly service: AuditService;

  constructor(service: AuditService) {
    this.service = service;
  }

  @Allow('audit:read')
  @Query(() => AuditPage, {
    description: 'What members of your organization did, and what others did to its record and members, newest first.',
  })
  auditEntries(@Ctx() { actor }: Context, @Args(() => AuditArgs) args: AuditArgs): Promise<AuditPage> {
    return this.service.list(actor, args);
  }
}
