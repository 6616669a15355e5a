import { useState } from 'react';

export function HelpDesk() {
  const [call, setCall] = useState('');
  return (
    <footer>
      <p role="status">{call}</p>
      <voip-call
        lang="es"
        onvoip-call-started={() => setCall('Está hablando con el HelpDesk')}
        onvoip-call-ended={({ detail }) => setCall(`Su llamada duró ${detail.seconds} s`)}
      />
    </footer>
  );
}
