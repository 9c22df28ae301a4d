import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Clash, edited, type Fields, readVersion, write } from '../api/careful';

interface Options<T, F extends Fields> {
  path: string;
  fieldsOf: (value: T) => F;
  bodyOf: (changed: Partial<F>) => object;
  onSaved: () => Promise<unknown> | void;
}

/** A form over something that others may change at the same time; it begins with what is there when it is opened. */
export function useCarefulEdit<T, F extends Fields>({ path, fieldsOf, bodyOf, onSaved }: Options<T, F>) {
  const version = useQuery({
    queryKey: ['version', path],
    queryFn: () => readVersion<T>(path),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const [mine, setMine] = useState<F>();
  const [clash, setClash] = useState<Clash<F>>();
  const base = version.data && fieldsOf(version.data.value);
  const fields = mine ?? base;
  const saving = useMutation({
    mutationFn: async (over: Clash<F> | undefined) => {
      if (base && fields && version.data) {
        return over === undefined
          ? write({ path, base, mine: fields, tag: version.data.tag, fieldsOf, bodyOf })
          : write({ path, base: { ...base, ...picked(over.theirs, over.fields) }, mine: fields, tag: over.tag, fieldsOf, bodyOf });
      }
      return undefined;
    },
    onSuccess: async (found) => {
      setClash(found);
      if (found === undefined) {
        await version.refetch();
        setMine(undefined);
        await onSaved();
      }
    },
  });
  return {
    fields,
    error: version.error ?? saving.error,
    isBusy: saving.isPending,
    isChanged: base !== undefined && fields !== undefined && Object.keys(edited(base, fields)).length > 0,
    set: (change: Partial<F>) => fields && setMine({ ...fields, ...change }),
    save: () => saving.mutate(undefined),
    clash,
    keepMine: () => saving.mutate(clash),
    takeTheirs: async () => {
      setClash(undefined);
      await version.refetch();
      setMine(undefined);
      await onSaved();
    },
    closeClash: () => setClash(undefined),
  };
}

function picked<F extends Fields>(of: F, names: (keyof F)[]): Partial<F> {
  return Object.fromEntries(names.map((name) => [name, of[name]])) as Partial<F>;
}
