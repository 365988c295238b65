/** The HTTP peer's own process: Nest on Fastify, an AdjustLevel body validated, and no work. */
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsISO8601, IsNotEmpty, IsOptional, IsString, Length, Matches } from 'class-validator';

class AdjustLevelBody {
  @IsString()
  @Length(1, 200)
  sku!: string;

  @IsString()
  @Length(1, 200)
  warehouse!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  unit?: string;

  @IsNotEmpty()
  @Matches(/^-?\d+(\.\d+)?$/)
  quantity!: string;

  @IsString()
  @Length(1, 500)
  reason!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  reference?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  effectiveAt?: string;
}

@Controller('v1/commands')
class CommandsController {
  @Post('AdjustLevel')
  @HttpCode(200)
  adjustLevel(@Body() body: AdjustLevelBody) {
    const { sku, warehouse, quantity } = body;
    const event = { type: 'LevelAdjusted', revision: 7, data: { sku, warehouse, unit: 'item', quantity } };
    return {
      commandId: 'local:none',
      stream: `product-${sku}`,
      revision: 7,
      position: '1234',
      events: [event],
    };
  }
}

@Module({ controllers: [CommandsController] })
class NoopModule {}

const app = await NestFactory.create<NestFastifyApplication>(NoopModule, new FastifyAdapter(), {
  logger: false,
});
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);
