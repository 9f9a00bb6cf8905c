import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from './BackLink.module.css';

/** One level up. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Anchor component={Link} href={href} size="sm" c="dimmed" className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {label}
    </Anchor>
  );
}
