import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The code is asked for by a field that appears: whoever signs in types on. */
const focus = (field: HTMLInputElement | null) => field?.focus();

/** The code of the authenticator app, or a recovery code. */
export function CodeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('signIn.code')}
      description={t('signIn.codeHint')}
      name="code"
      autoComplete="one-time-code"
      inputMode="text"
      required
      withAsterisk={false}
      ref={focus}
      maxLength={24}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid="sign-in-code"
    />
  );
}
