import { useState } from 'react';
import { HelpDesk } from './HelpDesk.jsx';

/** Two pages in one document; only one of them offers the help desk. */
export function Portal() {
  const [page, setPage] = useState('services');
  return (
    <>
      <nav>
        <button onClick={() => setPage('services')}>Servicios</button>
        <button onClick={() => setPage('about')}>Nosotros</button>
      </nav>
      <h1>Nuestro portal</h1>
      {page === 'services' && <HelpDesk />}
    </>
  );
}
